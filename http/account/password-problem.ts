// A password that cannot be used, said at its place in the request.

import { type Owner, type PasswordFault, passwordFault } from '#identity/password-rules.ts'
import { Problem } from '../problem.ts'

const details: Readonly<Record<PasswordFault, string>> = {
  'too-short': 'A password has at least 12 characters.',
  'too-long': 'A password has at most 128 characters.',
  'too-common': 'This password is one of those that everybody tries first.',
  'too-personal': 'This password contains the name of the person, of the commune or of this service.',
}

/** Null for a password that may be used. */
export async function passwordProblem(password: string, owner: Owner): Promise<Problem | null> {
  const fault = await passwordFault(password, owner)
  return fault === null ? null : wrongPassword('/body/password', fault, details[fault])
}

export const wrongPassword = (pointer: string, code: string, detail: string): Problem =>
  new Problem('invalid-input', 'This password cannot be used.', { errors: [{ pointer, code, detail }] })
