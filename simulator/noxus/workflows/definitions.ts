import { buildV2 } from './builders';
import type { Definition } from './definition';
import { WORKFLOWS, type WorkflowName } from './ids';
import { twinInputs, unlabelledOutput } from './oddDefinitions';
import { fileInput, flowV1, input, inputV2, optional, outputV2, WORKER } from './specs';

/** The first version of echo, before it had Number and Document. */
export function echoTextOnly(): Definition {
	return flowV1('echo', [input('Text')], ['Text']);
}

/** Two inputs called Same, and one without a label: rows 18 and 19. */
function mixedInputs(): Definition {
	return flowV1(
		'mixedInputs',
		[
			input('Title'),
			input('Count', 'number'),
			input('Enabled', 'bool'),
			input('When', 'datetime'),
			input('Options', 'dict'),
			input('Tags', 'list'),
			fileInput('Document'),
			fileInput('Picture', 'Image'),
			fileInput('Recording', 'Audio'),
			{ ...input('Same'), name: 'Input Same 1' },
			{ ...input('Same'), name: 'Input Same 2' },
			{ name: 'Input without a label', type: 'InputNode', config: { type: 'str' } },
		],
		[],
	);
}

/** Row 20: V2 inputs of all types, the last five optional, and one of a nested scope, which is none. */
function mixedInputsV2(): Definition {
	return buildV2({
		workflowId: WORKFLOWS.mixedInputsV2,
		inputs: [
			inputV2('Title'),
			inputV2('Count', 'number'),
			inputV2('Attachment', 'File'),
			{ ...fileInput('Picture', 'Image'), type: 'ImageInputNodeV2' },
			optional(inputV2('Enabled', 'bool'), true),
			optional(inputV2('When', 'datetime')),
			optional(inputV2('Options', 'dict')),
			optional(inputV2('Tags', 'str', { is_list: true })),
			optional({ ...fileInput('Recording', 'Audio'), type: 'AudioInputNodeV2' }),
		],
		worker: { ...WORKER, type: 'IterateNodeV2' },
		nested: [{ ...inputV2('Nested'), parent: WORKER.name }],
		outputs: [],
	});
}

function greetV2(): Definition {
	return buildV2({
		workflowId: WORKFLOWS.greetV2,
		inputs: [inputV2('Name')],
		worker: WORKER,
		outputs: [outputV2('Greeting')],
	});
}

/** The current definition of every workflow. */
export const DEFINITIONS: Record<WorkflowName, Definition> = {
	echo: flowV1(
		'echo',
		[optional(input('Text')), optional(input('Number', 'number')), optional(fileInput('Document'))],
		['Text', 'Number', 'Document'],
	),
	slow: flowV1('slow', [optional(input('Milliseconds', 'number'), 1000)], ['Result']),
	fail: flowV1('fail', [optional(input('Message'))], []),
	askHuman: flowV1('askHuman', [optional(input('Question'))], ['Answer']),
	longText: flowV1('longText', [optional(input('Length', 'number'), 20_000)], ['Text']),
	produceFile: flowV1(
		'produceFile',
		[optional(input('Name')), optional(input('Size bytes', 'number'))],
		['File'],
	),
	streamText: flowV1(
		'streamText',
		[optional(input('Text')), optional(input('PieceMs', 'number'))],
		['Answer'],
	),
	greetV2: greetV2(),
	fixedInput: flowV1(
		'fixedInput',
		[optional(input('Tone'), 'friendly'), input('Topic')],
		['Tone', 'Topic'],
	),
	mixedInputs: mixedInputs(),
	mixedInputsV2: mixedInputsV2(),
	agentFlow: flowV1('agentFlow', [input('Text')], ['Text']),
	awaitEvent: flowV1('awaitEvent', [], ['Event']),
	unlabelledOutput: unlabelledOutput(),
	twinInputs: twinInputs(),
	unreadable: flowV1('unreadable', [optional(input('Text'))], ['Text']),
	otherWorkspace: flowV1('otherWorkspace', [input('Text')], ['Text']),
};
