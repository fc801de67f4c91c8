import { callbackFieldsFor, callbackTokenFieldsFor } from '../../../common/items/callbackFields';

/** Whom Noxus is to call when the run of a starting operation has ended. */
export const callbackFields = callbackFieldsFor({
	service: 'Noxus',
	job: 'run',
	onTriggerUrl: 'A signed token is added so that the trigger can verify the run.',
	onAnyUrl: 'Noxus must be able to reach it.',
});

/** Options of all operations that have a callback. */
export const callbackOptions = callbackTokenFieldsFor('run');
