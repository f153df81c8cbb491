// How full something is, in words first: « 4,7 Go sur 5 Go » and a small bar, in the colour of the stamp from 90 %.

import { useFormat } from '../format/use-format.ts'
import './gauge.css'

export function Gauge({ used, allowed }: { readonly used: number; readonly allowed: number }) {
  const format = useFormat()
  const share = allowed === 0 ? 0 : Math.min(1, used / allowed)
  return (
    <span className="gauge" data-full={share >= 0.9 ? '' : undefined}>
      {allowed === 0 ? format.size(used) : format.sizeOf(used, allowed)}
      <i style={{ '--share': `${Math.round(share * 100)}%` } as Record<string, string>} />
    </span>
  )
}
