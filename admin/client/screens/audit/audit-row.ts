// One line of the audit log.

import type { AdminAnswer } from '../../../contract/all.ts'

export type AuditRow = AdminAnswer<'GET /audit'>['rows'][number]
