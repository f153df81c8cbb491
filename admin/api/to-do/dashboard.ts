// The dashboard: what needs somebody, and the figures.

import { dashboardRoutes } from '../../contract/to-do.ts'
import { implement } from '../http/handler.ts'
import { readToDo } from './to-do.ts'

export const dashboardHandlers = implement(dashboardRoutes, {
  'GET /to-do': async (_, context) => await readToDo(context),
  'GET /figures': async (_, { actor, database, ports }) => await ports.figures(database, actor.scope),
})
