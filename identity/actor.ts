// Who asks: a person who signed in, or a program with an API key; and how far they see.

import type { CommuneId } from '#core/address/directory.ts'
import type { Permission, Role } from '#core/contract.ts'
import type { Scope } from '#db/stores/query/scope.ts'

export type Factor = 'password' | 'two-factor' | 'passkey'

export interface PersonActor {
  readonly kind: 'person'
  readonly id: string
  /** The address they sign in with. */
  readonly name: string
  readonly role: Role
  readonly factor: Factor
  readonly session: string
}

export interface KeyActor {
  readonly kind: 'key'
  readonly id: string
  readonly name: string
}

export type Actor = (PersonActor | KeyActor) & {
  /** Their own tenant. */
  readonly commune: CommuneId
  readonly scope: Scope
  readonly permissions: ReadonlySet<Permission>
  /** Address of the client, for the log. */
  readonly client: string
}
