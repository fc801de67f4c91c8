import type { IExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';

/** Whatever of n8n's contexts a call to Noxus is made from. */
export type NoxusContext = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;
