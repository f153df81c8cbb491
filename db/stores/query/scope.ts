// How far whoever asks can see: every tenant-scoped query takes one.

import { eq, type SQL, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { CommuneId } from '#core/address/directory.ts'

export type Scope =
  | { readonly kind: 'department' }
  | { readonly kind: 'commune'; readonly commune: CommuneId }

/** The condition on the column that names the tenant; none for the département. */
export const within = (scope: Scope, column: PgColumn): SQL | undefined =>
  scope.kind === 'department' ? undefined : eq(column, scope.commune)

/** The condition on rows of the département as a whole, which no commune sees. */
export const ofDepartment = (scope: Scope): SQL | undefined =>
  scope.kind === 'department' ? undefined : sql`false`
