// Every route of the admin API as one type, for the client that asks by name. A new table is added here and in
// admin/api/app.ts.

import type {
  Permission,
  ProblemCode,
  ProblemDocument,
  Role,
} from '#core/contract.ts'
import type { communeRoutes } from './commune.ts'
import type { RouteAnswer, RouteDefinition, RouteInput } from './route.ts'
import type { sessionRoutes } from './session.ts'

export type AdminRoutes = typeof sessionRoutes & typeof communeRoutes

export type AdminRoute = keyof AdminRoutes & string

type Definition<Name extends AdminRoute> = AdminRoutes[Name] extends RouteDefinition ? AdminRoutes[Name] : never

/** Everything but what the route does not take. */
export type AdminInput<Name extends AdminRoute> = Taken<RouteInput<Definition<Name>>>
export type AdminAnswer<Name extends AdminRoute> = RouteAnswer<Definition<Name>>

type Taken<Input> = { [Part in keyof Input as Input[Part] extends undefined ? never : Part]: Input[Part] }

export type { Permission, ProblemCode, ProblemDocument, Role }
