// Passkeys, by the browser's own dialog (WebAuthn level 3: options and answers as JSON).

import { type Outcome, send } from './authenticate.ts'

/** Old browsers, and pages without HTTPS outside localhost, have none. */
export const hasPasskeys = (): boolean =>
  'PublicKeyCredential' in window &&
  'parseRequestOptionsFromJSON' in PublicKeyCredential &&
  'parseCreationOptionsFromJSON' in PublicKeyCredential

export async function signInWithPasskey(): Promise<Outcome<unknown>> {
  const options = await send('GET', '/passkey/generate-authenticate-options')
  if (!options.ok) return options
  const credential = await asked(() =>
    navigator.credentials.get({
      publicKey: {
        ...PublicKeyCredential.parseRequestOptionsFromJSON(
          options.value as PublicKeyCredentialRequestOptionsJSON,
        ),
        // Without it the server takes no answer (identity/authentication/verified-passkey.ts).
        userVerification: 'required',
      },
    }),
  )
  if (credential === null) return refused
  return send('POST', '/passkey/verify-authentication', { response: credential.toJSON() })
}

/** `name` is what it will be called in the list of one's own factors. */
export async function addPasskey(name: string): Promise<Outcome<unknown>> {
  const options = await send('GET', `/passkey/generate-register-options?name=${encodeURIComponent(name)}`)
  if (!options.ok) return options
  const credential = await asked(() =>
    navigator.credentials.create({
      publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
        options.value as PublicKeyCredentialCreationOptionsJSON,
      ),
    }),
  )
  if (credential === null) return refused
  return send('POST', '/passkey/verify-registration', { response: credential.toJSON(), name })
}

const refused = { ok: false, refusal: { code: 'passkey-refused' } } as const

/** Null where the person said no, or the device cannot. */
async function asked(work: () => Promise<Credential | null>): Promise<PublicKeyCredential | null> {
  const credential = await work().catch(() => null)
  return credential instanceof PublicKeyCredential ? credential : null
}
