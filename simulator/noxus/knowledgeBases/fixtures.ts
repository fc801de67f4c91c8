import { WORKSPACES } from '../identities';
import { uuidFrom } from '../../http/uuidFrom';
import { KNOWLEDGE_BASES } from './ids';
import { KnowledgeBase, settingsV3 } from './knowledgeBase';

const HANDBOOK: Array<[name: string, prefix: string, text: string]> = [
	[
		'refunds.md',
		'/',
		'Refunds are paid within 14 days.\n\nA refund needs the number of the order.',
	],
	[
		'shipping.md',
		'/logistics',
		'Parcels are sent within two days.\n\nExpress parcels cost 9 euros.',
	],
	['café.txt', '/', 'Das Café öffnet um 8 Uhr. 🥐'],
];

function knowledgeBase(id: string, workspaceId: string, name: string): KnowledgeBase {
	return new KnowledgeBase({
		id,
		workspaceId,
		name,
		description: `${name} of the simulator`,
		documentTypes: ['text'],
		settings: settingsV3(),
		version: 'v3',
	});
}

/** The knowledge bases that are there at the start, oldest first. */
export function firstKnowledgeBases(): KnowledgeBase[] {
	const handbook = knowledgeBase(KNOWLEDGE_BASES.handbook, WORKSPACES.a, 'Handbook');
	for (const [name, prefix, text] of HANDBOOK) {
		handbook.addDocument({
			id: uuidFrom(`document ${name}`),
			name,
			prefix,
			text,
			status: 'trained',
			contentType: 'text/plain',
			sizeBytes: Buffer.byteLength(text),
			trainedAt: new Date(0),
		});
	}
	return [
		handbook,
		knowledgeBase(KNOWLEDGE_BASES.empty, WORKSPACES.a, 'Empty'),
		knowledgeBase(KNOWLEDGE_BASES.otherWorkspace, WORKSPACES.b, 'Foreign'),
	];
}

/** One of `extraKnowledgeBases`. */
export function extraKnowledgeBase(index: number): KnowledgeBase {
	const name = `Extra ${String(index + 1).padStart(4, '0')}`;
	return knowledgeBase(uuidFrom(`extra knowledge base ${name}`), WORKSPACES.a, name);
}
