// Whose pictures a person has shown without being asked.

import { comparableAddress } from '#core/address/comparable-address.ts'
import type { Database } from '../../connection.ts'
import { redactQueryErrors } from '../../redact-query-error.ts'

/** Nobody chooses more one by one; a program might. */
export const mostPictureSenders = 500

type Asked = Pick<Database, 'pool'>

export const showsPicturesOf = ({ pool }: Asked, person: string, address: string): Promise<boolean> =>
  redactQueryErrors(async () => {
    const text = 'select from picture_sender where person_id = $1 and address = $2'
    const { rowCount } = await pool.query({
      ...{ name: 'shows-pictures-of', text },
      values: [person, comparableAddress(address)],
    })
    return rowCount === 1
  })

/** By address. */
export const findPictureSenders = ({ pool }: Asked, person: string): Promise<readonly string[]> =>
  redactQueryErrors(async () => {
    const text = 'select address from picture_sender where person_id = $1 order by address'
    const { rows } = await pool.query<{ readonly address: string }>(text, [person])
    return rows.map(({ address }) => address)
  })

/** One that is there already stays. False where there are too many. */
export const addPictureSender = ({ pool }: Asked, person: string, address: string): Promise<boolean> =>
  redactQueryErrors(async () => {
    const text = `with known as (select address from picture_sender where person_id = $1),
      added as (
        insert into picture_sender (person_id, address)
        select $1, $2 where (select count(*) from known) < $3
        on conflict do nothing returning address)
      select from known where address = $2 union all select from added`
    const { rowCount } = await pool.query(text, [person, comparableAddress(address), mostPictureSenders])
    return rowCount !== 0
  })

/** One that is not there is no trouble. */
export const deletePictureSender = ({ pool }: Asked, person: string, address: string): Promise<void> =>
  redactQueryErrors(async () => {
    const text = 'delete from picture_sender where person_id = $1 and address = $2'
    await pool.query(text, [person, comparableAddress(address)])
  })
