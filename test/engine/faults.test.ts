import './cases/hostileNames';
import './cases/faultCore';

// For a machine that is busy with other things.
jest.setTimeout(60_000);
