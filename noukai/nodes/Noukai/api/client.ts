import { ApiClient, type ApiContext, type ApiState } from '../../../../common/http/apiClient';
import { noukai } from './noukai';

/** The client for Noukai of an execution, an editor call or a webhook; `state` may be shared. */
export function noukaiClient<Context extends ApiContext>(
	context: Context,
	state?: ApiState,
): ApiClient<Context> {
	return new ApiClient(context, noukai, state);
}
