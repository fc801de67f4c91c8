import { agentChatCases } from './cases/agentChats';
import { agentFormCases } from './cases/agentForm';
import { agentToolCases } from './cases/agentTool';
import { useFixture } from './support/fixture';

jest.setTimeout(300_000);

describe('agents in a real n8n', () => {
	const current = useFixture({ workflows: [] });

	describe('chats', () => agentChatCases(current));
	describe('as a tool', () => agentToolCases(current));
	describe('with the form of a tool', () => agentFormCases(current));
});
