/** How a flow is named in paths. Pure. */

import { apiPath } from '../../../../common/http/apiPath';

/** A flow, and which version of it. */
export interface FlowRef {
	organization: string;
	project: string;
	slug: string;
	/** Null is the version in production, 0 the draft. */
	version: number | null;
}

/** Lower case letters, digits and hyphens, 2 to 50 characters (docs.noukai.xyz, Concepts > Slugs). */
const SLUG = /^[a-z0-9][a-z0-9-]{0,48}[a-z0-9]$/;

/** Whether a text can be the slug of an organization, a project or a flow. */
export const isSlug = (text: string): boolean => SLUG.test(text);

/** `organization/project/flow`, as users write it. */
export function flowName({ organization, project, slug }: FlowRef): string {
	return `${organization}/${project}/${slug}`;
}

/** The flow that `organization/project/flow` names; undefined for anything else. */
export function parseFlowName(name: string): FlowRef | undefined {
	const parts = name.split('/');
	const [organization, project, slug] = parts;
	if (parts.length !== 3 || !organization || !project || !slug) return undefined;
	return parts.every(isSlug) ? { organization, project, slug, version: null } : undefined;
}

/** `/seq/{organization}/{project}/{flow}`, without a version: that of jobs and runs that exist. */
export function flowPath({ organization, project, slug }: FlowRef): string {
	return apiPath`/seq/${organization}/${project}/${slug}`;
}

/** The path of what is done with the chosen version. Without a segment it is the one in production. */
export function actionPath(ref: FlowRef, action: 'execute' | 'step' | 'jobs'): string {
	const version = ref.version === null ? '' : `/v${ref.version}`;
	return `${flowPath(ref)}${version}/${action}`;
}
