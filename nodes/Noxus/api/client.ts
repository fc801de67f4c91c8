import { ApiClient, type ApiContext, type ApiState } from '../../../common/http/apiClient';
import { noxus } from './noxus';

/** The client for Noxus of an execution, an editor call, a webhook or a poll; `state` may be shared. */
export function noxusClient<Context extends ApiContext>(
	context: Context,
	state?: ApiState,
): ApiClient<Context> {
	return new ApiClient(context, noxus, state);
}
