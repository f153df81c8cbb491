// A course of values beside its figure. The text says the same, for whoever sees no picture.

import './gauge.css'

export interface SparklineProps {
  readonly values: readonly number[]
  /** The course in words: « de 121 à 214 en douze mois ». */
  readonly text: string
  /** A line for what grows, bars for what happens each day. */
  readonly kind?: 'line' | 'bars'
}

const width = 124
const height = 40

export function Sparkline({ values, text, kind = 'line' }: SparklineProps) {
  const most = Math.max(...values, 1)
  return (
    <svg
      className="sparkline"
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={text}
    >
      {kind === 'bars' ? <Bars values={values} most={most} /> : <Line values={values} most={most} />}
    </svg>
  )
}

interface Drawn {
  readonly values: readonly number[]
  readonly most: number
}

function Line({ values, most }: Drawn) {
  // A line may begin above zero: its figure stands beside it.
  const least = Math.min(...values)
  const span = Math.max(most - least, 1)
  const step = values.length > 1 ? width / (values.length - 1) : width
  const points = values.map((value, index) => {
    const y = height - 6 - ((value - least) / span) * (height - 12)
    return `${(index * step).toFixed(1)},${y.toFixed(1)}`
  })
  return (
    <>
      <polygon className="area" points={`0,${height} ${points.join(' ')} ${width},${height}`} />
      <polyline className="line" points={points.join(' ')} />
    </>
  )
}

function Bars({ values, most }: Drawn) {
  const step = width / Math.max(values.length, 1)
  return values.map((value, index) => {
    const tall = Math.max(1, (value / most) * (height - 4))
    return (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place in time.
        key={index}
        className={index === values.length - 1 ? 'spark-last' : 'spark-bar'}
        x={index * step}
        y={height - tall}
        width={Math.max(1, step - 1.5)}
        height={tall}
      />
    )
  })
}
