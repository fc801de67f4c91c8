// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/checkInput';
import './cases/fileUrls';
import './cases/fileValue';
import './cases/files';
import './cases/filesFailing';
import './cases/filesInLists';
import './cases/inputNames';
import './cases/inputs';
import './cases/jsonFiles';
import './cases/wrongKinds';
