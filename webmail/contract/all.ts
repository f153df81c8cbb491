// Every route of the webmail's API as one type, for the client that asks by name. A new table is added here and in
// webmail/api/app.ts.

import type { ProblemCode } from '#core/contract.ts'
import type { accountRoutes } from '#http/contract/account.ts'
import type { firstAccessRoutes } from '#http/contract/first-access.ts'
import type { mailServersRoutes } from '#http/contract/mail-servers.ts'
import type { ownAppPasswordRoutes } from '#http/contract/own-app-password.ts'
import type { ownSignInRoutes } from '#http/contract/own-sign-in.ts'
import type { RouteAnswer, RouteDefinition, RouteInput } from '#http/contract/route.ts'
import type { supportRoutes } from '#http/contract/support.ts'
import type { actionRoutes } from './action.ts'
import type { boxRoutes } from './box.ts'
import type { contactRoutes } from './contact.ts'
import type { contactGroupRoutes } from './contact-group.ts'
import type { contactImportRoutes } from './contact-import.ts'
import type { conversationRoutes } from './conversation.ts'
import type { directoryRoutes } from './directory.ts'
import type { draftRoutes } from './draft.ts'
import type { eventRoutes } from './event.ts'
import type { everyBoxRoutes } from './every-box.ts'
import type { exportRoutes } from './export.ts'
import type { folderRoutes } from './folder.ts'
import type { invitationRoutes } from './invitation.ts'
import type { labelRoutes } from './label.ts'
import type { outboxRoutes } from './outbox.ts'
import type { previewRoutes } from './preview.ts'
import type { receiptRoutes } from './receipt.ts'
import type { ruleRoutes } from './rule.ts'
import type { sessionRoutes } from './session.ts'
import type { settingsRoutes } from './settings.ts'
import type { sharedFileRoutes } from './shared-file.ts'
import type { suggestionRoutes } from './suggestion.ts'
import type { templateRoutes } from './template.ts'

export type WebmailRoutes = typeof accountRoutes &
  typeof actionRoutes &
  typeof boxRoutes &
  typeof contactGroupRoutes &
  typeof contactImportRoutes &
  typeof contactRoutes &
  typeof conversationRoutes &
  typeof directoryRoutes &
  typeof draftRoutes &
  typeof eventRoutes &
  typeof everyBoxRoutes &
  typeof exportRoutes &
  typeof firstAccessRoutes &
  typeof folderRoutes &
  typeof invitationRoutes &
  typeof labelRoutes &
  typeof mailServersRoutes &
  typeof outboxRoutes &
  typeof ownAppPasswordRoutes &
  typeof ownSignInRoutes &
  typeof ruleRoutes &
  typeof previewRoutes &
  typeof receiptRoutes &
  typeof sessionRoutes &
  typeof settingsRoutes &
  typeof sharedFileRoutes &
  typeof suggestionRoutes &
  typeof supportRoutes &
  typeof templateRoutes

export type WebmailRoute = keyof WebmailRoutes & string

type Definition<Name extends WebmailRoute> = WebmailRoutes[Name] extends RouteDefinition
  ? WebmailRoutes[Name]
  : never

/** Everything but what the route does not take. */
export type WebmailInput<Name extends WebmailRoute> = Taken<RouteInput<Definition<Name>>>
export type WebmailAnswer<Name extends WebmailRoute> = RouteAnswer<Definition<Name>>

type Taken<Input> = { [Part in keyof Input as Input[Part] extends undefined ? never : Part]: Input[Part] }

export type { ProblemCode }
