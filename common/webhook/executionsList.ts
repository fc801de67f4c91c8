/** Where the executions of a published trigger are; the editor makes the link work by its `data-key`. */
export const SEEN_IN_EXECUTIONS_LIST =
	'These executions show up in the <a data-key="executions">executions list</a>, but not in the editor.';
