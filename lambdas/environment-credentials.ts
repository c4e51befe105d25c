import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * In place of the SDK's chain of credential providers, which bundles take in by this name: Lambda hands
 * its credentials over in the environment and nowhere else. Saves a fifth of the code and of its loading.
 */
export const defaultProvider = () => fromEnv();
