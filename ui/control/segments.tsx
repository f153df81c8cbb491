// One of two or three views of a list, side by side, each with how many it has.

import './segments.css'

export interface Segment<Value> {
  readonly value: Value
  readonly label: string
  readonly count?: string | undefined
}

export interface SegmentsProps<Value> {
  /** Heard: what is chosen here. */
  readonly label: string
  readonly segments: readonly Segment<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

export function Segments<Value extends string | null>(props: SegmentsProps<Value>) {
  const { label, segments, value, onChange } = props
  return (
    <fieldset className="segments">
      <legend className="heard">{label}</legend>
      {segments.map((segment) => (
        <button
          key={segment.label}
          type="button"
          aria-pressed={segment.value === value}
          onClick={() => onChange(segment.value)}
        >
          {segment.label} {segment.count}
        </button>
      ))}
    </fieldset>
  )
}
