// One's own name.

import { findPerson } from '#db/stores/persons/find-person.ts'
import { changeName } from '#db/stores/security/credentials.ts'
import { aboutSelf } from '#http/account/context.ts'
import { notFound } from '#http/problem.ts'
import { profileRoutes } from '../../contract/persons/profile.ts'
import { implement } from '../http/handler.ts'

export const profileHandlers = implement(profileRoutes, {
  'PATCH /self/profile': async ({ body: { name } }, context) => {
    const { actor, transaction, audit } = context
    const before = await findPerson(transaction, actor.scope, actor.id)
    if (before === null) return notFound('person')
    await changeName(transaction, actor.id, name)
    await audit({
      action: 'change:person',
      ...aboutSelf(context),
      before: { name: before.name },
      after: { name },
    })
    return { name }
  },
})
