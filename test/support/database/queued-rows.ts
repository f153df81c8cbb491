// The queue of outgoing mail as it stands in a test database.

import type { Database } from '#db/connection.ts'

export interface QueuedRow {
  readonly queueId: string
  readonly origin: string
  readonly commune: string
  readonly mailbox: string | null
  readonly reversePath: string
  readonly content: string
  readonly recipients: readonly {
    readonly address: string
    readonly destination: string
    readonly notify: readonly string[]
  }[]
}

/** In the order of their ids; `owner` needs the rights of `vm_owner`. */
export async function queuedRows(owner: Database): Promise<readonly QueuedRow[]> {
  const { rows } = await owner.pool.query<QueuedRow>(`
    select m.queue_id as "queueId", m.origin, m.commune_id as commune, m.mailbox_id as mailbox,
      m.reverse_path as "reversePath", convert_from(m.content, 'UTF8') as content,
      (select json_agg(json_build_object('address', r.recipient, 'destination', r.destination, 'notify', r.notify)
        order by r.recipient) from delivery_recipient r where r.queue_id = m.queue_id) as recipients
    from queued_message m order by m.queue_id`)
  return rows
}
