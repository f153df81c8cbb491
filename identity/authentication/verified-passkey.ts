// A passkey opens the account alone, without a password: so the device must have made sure of its owner by a PIN, a finger
// or a face (WebAuthn level 3 §6.1, flag UV). Touched only, it would be one factor, and good enough for whoever finds it.

import type { passkey } from '@better-auth/passkey'
import { APIError } from 'better-auth/api'

type Options = NonNullable<Parameters<typeof passkey>[0]>

/** better-auth asks for it at best, and takes an answer without it. */
export const verifiedPasskeys = {
  authenticatorSelection: { userVerification: 'required' },
  registration: {
    afterVerification: async ({ verification }) => demand(verification.registrationInfo?.userVerified),
  },
  authentication: {
    afterVerification: async ({ verification }) => demand(verification.authenticationInfo.userVerified),
  },
} satisfies Options

function demand(userVerified: boolean | undefined): void {
  if (userVerified !== true)
    throw APIError.from('FORBIDDEN', {
      code: 'USER_NOT_VERIFIED',
      message: 'The device did not verify its owner',
    })
}
