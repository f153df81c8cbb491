// The password of whoever is signed in, asked for once more before something that a session left open must not do. The
// routes that ask are behind the policy against guessing (./guarded-route.ts).

import { Secret } from '#core/secret.ts'
import { findPasswordHash } from '#db/stores/security/credentials.ts'
import { verifyPassword } from '#identity/password-hash.ts'
import type { Problem } from '../problem.ts'
import type { OwnChange } from './context.ts'
import { wrongPassword } from './password-problem.ts'

/** Null when it is right. `pointer` says where it stands in the request: the code `wrong` there is what counts as a try. */
export async function ownPasswordProblem(
  password: string,
  { actor, transaction }: Pick<OwnChange, 'actor' | 'transaction'>,
  pointer = '/body/password',
): Promise<Problem | null> {
  const hash = await findPasswordHash(transaction, actor.id)
  if (hash !== null && (await verifyPassword(new Secret(password), hash))) return null
  return wrongPassword(pointer, 'wrong', 'This is not the current password.')
}
