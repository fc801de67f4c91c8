// One file for these cases, because each test file loads n8n-core again: 1.5 s.
import './cases/agentFaults';
import './cases/agentFiles';
import './cases/agentLists';
import './cases/agentSend';
import './cases/agentSessions';
import './cases/agentTool';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
