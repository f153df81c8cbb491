// Every route of the webmail's API as one type, for the client that asks by name. A new table is added here and in
// webmail/api/app.ts.

import type { ProblemCode } from '#core/contract.ts'
import type { accountRoutes } from '#http/contract/account.ts'
import type { firstAccessRoutes } from '#http/contract/first-access.ts'
import type { mailServersRoutes } from '#http/contract/mail-servers.ts'
import type { ownAppPasswordRoutes } from '#http/contract/own-app-password.ts'
import type { ownSignInRoutes } from '#http/contract/own-sign-in.ts'
import type { RouteAnswer, RouteDefinition, RouteInput } from '#http/contract/route.ts'
import type { actionRoutes } from './action.ts'
import type { boxRoutes } from './box.ts'
import type { conversationRoutes } from './conversation.ts'
import type { draftRoutes } from './draft.ts'
import type { eventRoutes } from './event.ts'
import type { folderRoutes } from './folder.ts'
import type { outboxRoutes } from './outbox.ts'
import type { sessionRoutes } from './session.ts'

export type WebmailRoutes = typeof accountRoutes &
  typeof actionRoutes &
  typeof boxRoutes &
  typeof conversationRoutes &
  typeof draftRoutes &
  typeof eventRoutes &
  typeof firstAccessRoutes &
  typeof folderRoutes &
  typeof mailServersRoutes &
  typeof outboxRoutes &
  typeof ownAppPasswordRoutes &
  typeof ownSignInRoutes &
  typeof sessionRoutes

export type WebmailRoute = keyof WebmailRoutes & string

type Definition<Name extends WebmailRoute> = WebmailRoutes[Name] extends RouteDefinition
  ? WebmailRoutes[Name]
  : never

/** Everything but what the route does not take. */
export type WebmailInput<Name extends WebmailRoute> = Taken<RouteInput<Definition<Name>>>
export type WebmailAnswer<Name extends WebmailRoute> = RouteAnswer<Definition<Name>>

type Taken<Input> = { [Part in keyof Input as Input[Part] extends undefined ? never : Part]: Input[Part] }

export type { ProblemCode }
