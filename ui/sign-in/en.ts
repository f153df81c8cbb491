// Words of signing in that are the same wherever one does, in English.

import { plural } from '../format/plural.ts'
import type { signingIn as french } from './fr.ts'

export const signingIn: typeof french = {
  continue: 'Continue',
  back: 'Back',
  change: 'Change',
  or: 'or',
  show: 'Show the password',
  hide: 'Hide the password',
  steps: {
    address: 'Your address',
    confirm: 'Confirm that it is you',
    passkeyHint: 'With the fingerprint, face or code of your device.',
    usePasskey: 'Use my passkey',
    password: 'Password',
    passwordMissing: 'Write your password.',
    code: 'Code of your application',
    codeHint: 'Open your authenticator app and copy the 6 digits.',
    codeLabel: '6-digit code',
    useRecovery: 'Use a recovery code',
    useApplication: 'Use my authenticator app',
    recovery: 'Recovery code',
    recoveryHint: 'One of the codes printed at your first visit. Each works once.',
    lostPhone: 'Lost your phone?',
    lostCodes: 'No code left?',
  },
  refusals: {
    'wrong-password': 'This address and this password do not go together.',
    'wrong-code': 'This is not the right code. A new one appears every 30 s.',
    'wrong-recovery-code': 'This recovery code is not right, or was used already.',
    'too-late': 'You waited too long. Begin again with your password.',
    'passkey-required': 'This account opens with its passkey. Use it to go on.',
    'factor-required': 'There is a second factor already. Sign in with it first.',
    'not-fresh': 'You signed in more than a quarter of an hour ago. Sign in again to go on.',
    'passkey-refused': 'The passkey was not accepted. Try again, or use the password.',
    'passkey-unverified':
      'This key asked for no PIN, finger or face: anybody could use it. Give it a PIN in the settings of the device, or take another passkey.',
    away: 'The service does not answer for the moment. Try again shortly.',
    failed: 'This did not work. Try again.',
  },
  blocked: (minutes) =>
    plural('en', minutes, {
      one: 'Too many tries. Try again in 1 minute.',
      other: `Too many tries. Try again in ${minutes} minutes.`,
    }),
}
