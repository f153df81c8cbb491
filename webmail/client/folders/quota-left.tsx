// How full the box is, once that begins to matter: what it holds, what it may hold, and where the largest messages are.

import { navigate } from 'wouter/use-browser-location'
import { Button } from '#ui/control/button.tsx'
import { Banner } from '#ui/display/banner.tsx'
import { useFormat } from '#ui/format/use-format.ts'
import type { WebmailAnswer } from '../../contract/all.ts'
import { addressOf, everyBox } from '../../place/place.ts'
import type { BoxView } from '../boxes.ts'
import { useAnswer } from '../queries.ts'
import { useWords } from '../words/words.tsx'

export type Quota = WebmailAnswer<'GET /boxes/{box}/folders'>['room']

const said = 0.8
const pressing = 0.95

export function QuotaLeft({ box }: { readonly box: BoxView }) {
  const words = useWords().folders.room
  const format = useFormat()
  const room: Quota = useAnswer('GET /boxes/{box}/folders', { params: { box: box.id } }).data?.room ?? null
  if (room === null || room.usedOctets < said * room.limitOctets) return null
  const [used, limit] = [format.size(room.usedOctets), format.size(room.limitOctets)]
  const text =
    room.usedOctets >= room.limitOctets
      ? words.full(limit)
      : room.usedOctets >= pressing * room.limitOctets
        ? words.nearlyFull(used, limit)
        : words.filling(used, limit)
  return (
    <Banner
      kind={room.usedOctets >= pressing * room.limitOctets ? 'warn' : 'info'}
      action={
        <Button
          onPress={() =>
            navigate(addressOf({ ...everyBox, every: false, box: box.address, q: words.query.join(':') }))
          }
        >
          {words.largest}
        </Button>
      }
    >
      {text}
    </Banner>
  )
}
