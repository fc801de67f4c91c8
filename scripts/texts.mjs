/**
 * Prints every text that users read, to be read aloud in one sitting: `npm run texts > texts.md`.
 *
 * First what the manifest, the codex and the built nodes and credentials describe, in the order of the
 * panel; then, with its place and kind, each text of the sources that is an error, a hint, a log line or
 * an answer, or reads like a sentence. Each text is printed once. Needs `npm run build`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';

import { packages } from './build/packages.js';
import { readManifest } from './publishing.mjs';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const SOURCES = ['nodes', 'common', 'credentials', 'noukai/nodes', 'noukai/credentials'];

/** Keys of a description whose text n8n shows. `name` is one for an option, which has a value. */
const SHOWN = new Set([
	...['displayName', 'description', 'action', 'hint', 'placeholder', 'errorMessage', 'subtitle'],
	...[
		'header',
		'executionsHelp',
		'activationHint',
		'active',
		'inactive',
		'content',
		'eventTriggerDescription',
	],
	...[
		'activationMessage',
		'multipleValueButtonText',
		'addOptionalFieldButtonText',
		'noFieldsError',
	],
	...['singular', 'plural', 'message', 'buttonText', 'valuesLabel'],
	...['waitingNodeTooltip', 'searchHint', 'propertyHint'],
]);

/** Calls whose texts users read, whatever these look like; the first that matches counts. */
const CALLS = [
	['log line', /\blogger\.\w+$/],
	['hint', /\bhints?(\.\w+)?$|addExecutionHints$/i],
	['answer', /^(answer|refuse|ignored|retryLater)$/],
	['error', /Error$|\b(error|reject)$/],
];

const printed = new Set();

function print(place, text) {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line === '' || printed.has(line)) return;
	printed.add(line);
	console.log(`- ${place}: ${line}`);
}

/** Prints the texts of a description; `place` is made of the names of the parameters above. */
function printShown(value, place) {
	if (Array.isArray(value)) return value.forEach((one) => printShown(one, place));
	if (typeof value !== 'object' || value === null) return;
	const isOption = typeof value.name === 'string' && 'value' in value;
	const here = typeof value.name === 'string' ? `${place} > ${value.name}` : place;
	if (isOption) print(`${here} (name)`, value.name);
	for (const [key, inner] of Object.entries(value)) {
		if (typeof inner === 'string' && SHOWN.has(key)) print(`${here} (${key})`, inner);
		else printShown(inner, here);
	}
}

/** The words by which n8n finds a node, which no node class has. */
function printCodex(folder, file) {
	const path = `${folder}/${file.replace(/\.js$/, '.json')}`;
	if (!existsSync(path)) return;
	const { alias = [], categories = [] } = JSON.parse(readFileSync(path, 'utf8'));
	print('codex (categories)', categories.join(', '));
	print('codex (alias)', alias.join(', '));
}

function printDescriptions(folder) {
	const { name, description, n8n } = readManifest(folder);
	console.log(`\n## ${name}\n`);
	print('package.json (description)', description);
	const require = createRequire(path.join(folder, 'package.json'));
	for (const file of [...n8n.credentials, ...n8n.nodes]) {
		const className = path.basename(file).split('.')[0];
		const instance = new (require(path.join(folder, file))[className])();
		console.log(`\n## ${name}: ${className}\n`);
		printShown(instance.description ?? { ...instance }, className);
		printCodex(folder, file);
	}
}

/** The text of a string or a template, with `…` in place of what is put in; undefined for other nodes. */
function textOf(node) {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (!ts.isTemplateExpression(node)) return undefined;
	return node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

/** A sentence or a part of one, and not a name, an expression or a path. */
const isForPeople = (text) => /[a-z]{2,} [a-z…"]/i.test(text) && !/^(=|use strict)/.test(text);

/** Words, and not a single value such as `upload`. */
const isWordy = (text) => /[a-z]{2}.*\s|^[A-Z][a-z]/.test(text);

/** What kind of text a literal is, by the calls around it; undefined if that is not known. */
function kindOf(node) {
	for (let up = node.parent; up !== undefined && !ts.isFunctionLike(up); up = up.parent) {
		if (ts.isThrowStatement(up)) return 'error';
		if (!ts.isCallExpression(up) && !ts.isNewExpression(up)) continue;
		const callee = up.expression.getText();
		const kind = CALLS.find(([, calls]) => calls.test(callee))?.[0];
		if (kind !== undefined) return kind;
	}
	return undefined;
}

/** Whether a literal is a value that is compared or a type, and not a text. */
const isValue = ({ parent }) =>
	parent !== undefined &&
	(ts.isLiteralTypeNode(parent) ||
		ts.isCaseClause(parent) ||
		ts.isElementAccessExpression(parent) ||
		(ts.isBinaryExpression(parent) && /^[!=<>]/.test(parent.operatorToken.getText())));

function printSentences(file) {
	const source = ts.createSourceFile(
		file,
		readFileSync(path.join(ROOT, file), 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const visit = (node) => {
		if (ts.isImportDeclaration(node)) return;
		const text = isValue(node) ? undefined : textOf(node);
		const kind = text === undefined ? undefined : kindOf(node);
		if (text !== undefined && (isForPeople(text) || (kind && isWordy(text)))) {
			const { line } = source.getLineAndCharacterOfPosition(node.getStart());
			print(`${file}:${line + 1}${kind ? ` (${kind})` : ''}`, text);
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
}

for (const folder of packages) printDescriptions(path.join(ROOT, folder));
console.log('\n## Errors, hints, log lines and answers\n');
for (const folder of SOURCES) {
	const entries = readdirOrNone(path.join(ROOT, folder));
	const files = entries.filter((file) => file.endsWith('.ts')).sort();
	for (const file of files) printSentences(path.join(folder, file));
}

function readdirOrNone(folder) {
	try {
		return readdirSync(folder, { recursive: true, encoding: 'utf8' });
	} catch (error) {
		if (error.code === 'ENOENT') return [];
		throw error;
	}
}
