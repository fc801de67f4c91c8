import { formatDate } from '../../http/dates';
import { single, type Query } from '../../http/parameters';
import { callerOf, type Routes } from '../http/context';
import { coded } from '../http/errors';
import { ORGANIZATIONS, type Identity } from '../identities';
import type { NoukaiSettings } from '../settings';
import type { Delivery } from '../webhooks/delivery';
import { limitIn } from './listLimit';

interface ByOrganization {
	Params: { org_id: string };
	Querystring: Query;
}

/** What an admin of an organization sees and does (contract 14). */
export const webhookRoutes: Routes = (app, { state }) => {
	const path = '/organizations/:org_id/webhooks';
	app.post<ByOrganization>(`${path}/secret/rotate`, async (request) => ({
		secret: state.secrets.rotate(adminOrg(request)),
		rotated_at: formatDate(new Date(), state.settings.dateStyle),
	}));
	app.get<ByOrganization>(`${path}/deliveries`, async (request) => {
		const org = adminOrg(request);
		const own = state.deliveries.filter((delivery) => delivery.org === org).reverse();
		return pageOf(own, request.query, state.settings);
	});
};

/** The organization of the path, of which the caller must be an admin. */
function adminOrg(request: { params: { org_id: string }; caller: Identity | null }): string {
	const { org, project } = callerOf(request);
	if (project === null && ORGANIZATIONS[org] === request.params.org_id) return org;
	throw coded('FORBIDDEN', 'Only an admin of the organization may do this');
}

/** Gap 7: whether the list has pages. */
function pageOf(all: Delivery[], query: Query, settings: NoukaiSettings) {
	const rows = all.map((delivery) => rowOf(delivery, settings));
	if (settings.webhook.deliveriesPaging === 'none') return { deliveries: rows };
	const start = Number(single(query.cursor) ?? 0);
	const end = start + limitIn(query);
	const next_cursor = end < rows.length ? String(end) : null;
	return { deliveries: rows.slice(start, end), next_cursor };
}

function rowOf(delivery: Delivery, { dateStyle }: NoukaiSettings): Record<string, unknown> {
	const { id, executionId, event, url, status, createdAt, attempts } = delivery;
	const last = attempts.at(-1);
	return {
		id,
		execution_id: executionId,
		event,
		url,
		status,
		attempts: attempts.length,
		response_status: last?.statusCode ?? null,
		error_excerpt: last?.error ?? last?.responseBody ?? null,
		created_at: formatDate(createdAt, dateStyle),
	};
}
