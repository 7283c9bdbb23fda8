type Policy = { createScriptURL(address: string): string }
type TrustedTypes = { createPolicy(name: string, policy: Policy): Policy }

/** The one script that may run in the background: a fixed address, so that nothing else becomes one. */
const address = '/push-worker.js'

const trustedTypes = (window as { trustedTypes?: TrustedTypes }).trustedTypes
const policy: Policy = {
  createScriptURL(asked) {
    if (asked !== address) throw new TypeError('this page runs no other worker')
    return asked
  },
}

/** Made before any other code runs, since a policy of this name is made once: who comes later makes no other. */
export const workerScript = (trustedTypes?.createPolicy('push-worker', policy) ?? policy).createScriptURL(
  address,
)
