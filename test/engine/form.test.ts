// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/formAutomatic';
import './cases/formFilled';
import './cases/formLoad';
import './cases/formOutdated';
import './cases/formRefused';
import './cases/searchWorkflows';
