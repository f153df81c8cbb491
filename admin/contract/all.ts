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
import type { aliasRoutes } from './addresses/alias.ts'
import type { forwardRoutes } from './addresses/forward.ts'
import type { listRoutes } from './addresses/list.ts'
import type { auditRoutes } from './audit.ts'
import type { communeRoutes } from './communes/commune.ts'
import type { domainRoutes } from './communes/domain.ts'
import type { officialCommuneRoutes } from './communes/official-commune.ts'
import type { welcomeRoutes } from './communes/welcome.ts'
import type { deliverabilityRoutes } from './deliverability.ts'
import type { heldRoutes } from './held.ts'
import type { heldLinkRoutes } from './held-link.ts'
import type { accessRoutes } from './mailboxes/access.ts'
import type { importRoutes } from './mailboxes/import.ts'
import type { mailboxRoutes } from './mailboxes/mailbox.ts'
import type { templateRoutes } from './mailboxes/template.ts'
import type { activationRoutes } from './persons/activation.ts'
import type { apiKeyRoutes } from './persons/api-key.ts'
import type { factorResetRoutes } from './persons/factor-reset.ts'
import type { letterRoutes } from './persons/letter.ts'
import type { personRoutes } from './persons/person.ts'
import type { profileRoutes } from './persons/profile.ts'
import type { sessionRoutes } from './persons/session.ts'
import type { teamRoutes } from './persons/team.ts'
import type { leakRoutes } from './policies/leak.ts'
import type { leakPolicyRoutes } from './policies/leak-policy.ts'
import type { policyRoutes } from './policies/policy.ts'
import type { protectedNameRoutes } from './policies/protected-name.ts'
import type { senderRuleRoutes } from './policies/sender-rule.ts'
import type { queueRoutes } from './queue.ts'
import type { replyKindRoutes } from './reply-kind.ts'
import type { alertRoutes } from './security/alert.ts'
import type { appPasswordRoutes } from './security/app-password.ts'
import type { blockRoutes } from './security/block.ts'
import type { securityEventRoutes } from './security/security-event.ts'
import type { signInRoutes } from './security/sign-in.ts'
import type { trustedNetworkRoutes } from './security/trusted-network.ts'
import type { statusRoutes } from './status.ts'
import type { dashboardRoutes } from './to-do.ts'
import type { traceRoutes } from './trace.ts'

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
