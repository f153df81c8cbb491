// Every route of the admin API as one type, for the client that asks by name. A new table is added here and in
// admin/api/app.ts.

import type { Permission, ProblemCode, Role } from '#core/contract.ts'
import type { accountRoutes } from '#http/contract/account.ts'
import type { firstAccessRoutes } from '#http/contract/first-access.ts'
import type { mailServersRoutes } from '#http/contract/mail-servers.ts'
import type { ownAppPasswordRoutes } from '#http/contract/own-app-password.ts'
import type { ownSignInRoutes } from '#http/contract/own-sign-in.ts'
import type { RouteAnswer, RouteDefinition, RouteInput } from '#http/contract/route.ts'
import type { supportRoutes } from '#http/contract/support.ts'
import type { accessRoutes } from './access.ts'
import type { activationRoutes } from './activation.ts'
import type { alertRoutes } from './alert.ts'
import type { aliasRoutes } from './alias.ts'
import type { apiKeyRoutes } from './api-key.ts'
import type { appPasswordRoutes } from './app-password.ts'
import type { auditRoutes } from './audit.ts'
import type { blockRoutes } from './block.ts'
import type { communeRoutes } from './commune.ts'
import type { dashboardRoutes } from './dashboard.ts'
import type { deliverabilityRoutes } from './deliverability.ts'
import type { domainRoutes } from './domain.ts'
import type { factorResetRoutes } from './factor-reset.ts'
import type { forwardRoutes } from './forward.ts'
import type { heldRoutes } from './held.ts'
import type { heldLinkRoutes } from './held-link.ts'
import type { importRoutes } from './import.ts'
import type { leakRoutes } from './leak.ts'
import type { leakPolicyRoutes } from './leak-policy.ts'
import type { letterRoutes } from './letter.ts'
import type { listRoutes } from './list.ts'
import type { mailboxRoutes } from './mailbox.ts'
import type { officialCommuneRoutes } from './official-commune.ts'
import type { personRoutes } from './person.ts'
import type { policyRoutes } from './policy.ts'
import type { profileRoutes } from './profile.ts'
import type { protectedNameRoutes } from './protected-name.ts'
import type { queueRoutes } from './queue.ts'
import type { replyKindRoutes } from './reply-kind.ts'
import type { securityEventRoutes } from './security-event.ts'
import type { senderRuleRoutes } from './sender-rule.ts'
import type { sessionRoutes } from './session.ts'
import type { signInRoutes } from './sign-in.ts'
import type { statusRoutes } from './status.ts'
import type { teamRoutes } from './team.ts'
import type { templateRoutes } from './template.ts'
import type { traceRoutes } from './trace.ts'
import type { trustedNetworkRoutes } from './trusted-network.ts'
import type { welcomeRoutes } from './welcome.ts'

export type AdminRoutes = typeof accessRoutes &
  typeof accountRoutes &
  typeof activationRoutes &
  typeof firstAccessRoutes &
  typeof ownAppPasswordRoutes &
  typeof ownSignInRoutes &
  typeof profileRoutes &
  typeof aliasRoutes &
  typeof listRoutes &
  typeof forwardRoutes &
  typeof apiKeyRoutes &
  typeof appPasswordRoutes &
  typeof auditRoutes &
  typeof communeRoutes &
  typeof dashboardRoutes &
  typeof deliverabilityRoutes &
  typeof domainRoutes &
  typeof factorResetRoutes &
  typeof heldRoutes &
  typeof heldLinkRoutes &
  typeof importRoutes &
  typeof leakRoutes &
  typeof leakPolicyRoutes &
  typeof letterRoutes &
  typeof mailServersRoutes &
  typeof mailboxRoutes &
  typeof officialCommuneRoutes &
  typeof personRoutes &
  typeof policyRoutes &
  typeof protectedNameRoutes &
  typeof queueRoutes &
  typeof replyKindRoutes &
  typeof senderRuleRoutes &
  typeof signInRoutes &
  typeof supportRoutes &
  typeof securityEventRoutes &
  typeof blockRoutes &
  typeof trustedNetworkRoutes &
  typeof alertRoutes &
  typeof sessionRoutes &
  typeof statusRoutes &
  typeof teamRoutes &
  typeof templateRoutes &
  typeof traceRoutes &
  typeof welcomeRoutes

export type AdminRoute = keyof AdminRoutes & string

type Definition<Name extends AdminRoute> = AdminRoutes[Name] extends RouteDefinition
  ? AdminRoutes[Name]
  : never

/** Everything but what the route does not take. */
export type AdminInput<Name extends AdminRoute> = Taken<RouteInput<Definition<Name>>>
export type AdminAnswer<Name extends AdminRoute> = RouteAnswer<Definition<Name>>

type Taken<Input> = { [Part in keyof Input as Input[Part] extends undefined ? never : Part]: Input[Part] }

export type { Permission, ProblemCode, Role }
