// A moment in short, with the whole of it for whoever points at it and for machines.

import { useFormat } from '../format/use-format.ts'

export function Moment({ at }: { at: string | null }) {
  const format = useFormat()
  if (at === null) return <span className="late">{format.moment(null)}</span>
  return (
    <time dateTime={at} title={format.full(at)}>
      {format.moment(at)}
    </time>
  )
}
