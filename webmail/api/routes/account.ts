// One's own account: first access, what opens it, where one is signed in, and the passwords of one's devices.

import { accountHandlers } from '#http/account/account.ts'
import { firstAccessHandlers } from '#http/account/first-access.ts'
import { ownAppPasswordHandlers } from '#http/account/own-app-passwords.ts'
import { ownSignInHandlers } from '#http/account/own-sign-ins.ts'
import { accountRoutes } from '#http/contract/account.ts'
import { firstAccessRoutes } from '#http/contract/first-access.ts'
import { mailServersRoutes } from '#http/contract/mail-servers.ts'
import { ownAppPasswordRoutes } from '#http/contract/own-app-password.ts'
import { ownSignInRoutes } from '#http/contract/own-sign-in.ts'
import { accountRoutesOf } from '../http/account-routes.ts'
import { implement } from '../http/handler.ts'

export const ownAccountHandlers = [
  ...accountRoutesOf(firstAccessRoutes, firstAccessHandlers),
  ...accountRoutesOf(accountRoutes, accountHandlers),
  ...accountRoutesOf(ownSignInRoutes, ownSignInHandlers),
  ...accountRoutesOf(ownAppPasswordRoutes, ownAppPasswordHandlers),
  ...implement(mailServersRoutes, { 'GET /self/mail-servers': async (_, { ports }) => ports.mailServers }),
]
