// The large dated stamp: at sign-in, where nothing is left to do, at the head of a commune and on letters; nowhere else.

import { useId } from 'react'
import { cachetTone } from './letters.ts'
import './cachet.css'

export interface PostmarkProps {
  /** On the upper arc, and on the lower one; set in capitals. */
  readonly above: string
  readonly below: string
  /** One to three short lines in the middle; the first of one or two is the large one, else the second. */
  readonly lines: readonly string[]
  /** Takes the tone of this name; left out, the colour of the stamp. */
  readonly toneOf?: string
  readonly height?: number
}

const waves = ['M156 40', 'M160 57', 'M162 74', 'M160 91', 'M156 108']

export function Postmark({ above, below, lines, toneOf, height = 116 }: PostmarkProps) {
  const arc = useId()
  const large = lines.length > 2 ? 1 : 0
  const from = lines.length > 2 ? 58 : lines.length > 1 ? 78 : 80
  return (
    <svg
      className="postmark"
      {...(toneOf === undefined ? {} : { 'data-tone': cachetTone(toneOf) })}
      width={(height * 255) / 148}
      height={height}
      viewBox="0 0 255 148"
      aria-hidden="true"
      focusable="false"
    >
      <g transform="rotate(-8 74 74)">
        <path id={`${arc}a`} className="arc" d="M74 74m-52.5 0a52.5 52.5 0 0 1 105 0" />
        <path id={`${arc}b`} className="arc" d="M74 74m-60.8 0a60.8 60.8 0 0 0 121.6 0" />
        <circle className="beads" cx="74" cy="74" r="72" />
        <circle className="line" cx="74" cy="74" r="67.5" />
        <circle className="line" cx="74" cy="74" r="46" />
        <text>
          <textPath href={`#${arc}a`} startOffset="50%">
            {above.toUpperCase()}
          </textPath>
        </text>
        <text>
          <textPath href={`#${arc}b`} startOffset="50%">
            {below.toUpperCase()}
          </textPath>
        </text>
        {lines.map((line, index) => (
          <text key={line} className={index === large ? 'middle' : 'small'} x="74" y={from + index * 20}>
            {line}
          </text>
        ))}
      </g>
      {waves.map((start) => (
        <path key={start} className="wave" d={`${start}q9-8 18 0t18 0t18 0t18 0t18 0`} />
      ))}
    </svg>
  )
}
