// How a printed conversation looks: ink on paper, a line between messages, the number of each page. In the script, because it is
// for this sheet alone: the frame of a message takes none of it.

import cachet from '#ui/cachet/cachet.css?raw'
import tones from '#ui/css/tones.css?raw'

export const sheetRules = `${tones}${cachet}
@page { margin: 16mm 18mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 9pt sans-serif; } }
html { overflow: visible; }
body { font-size: 11pt; }
#message { overflow: visible; }
h1 { margin: 0; font-size: 16pt; line-height: 1.25; }
.printed-head { display: flex; align-items: center; gap: 11pt; margin-block-end: 12pt; }
.printed-head .cachet { inline-size: 38pt; block-size: 38pt; --font: "Atkinson Hyperlegible Next", sans-serif; }
.printed-head p { margin: 0 0 2pt; font-size: 9pt; color: #4a5565; }
.printed { padding-block: 10pt; border-block-start: 1pt solid #868e9b; }
.printed dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 1pt 10pt; margin: 0 0 10pt; font-size: 9.5pt; break-inside: avoid; break-after: avoid; }
.printed dt { color: #4a5565; }
.printed dd { margin: 0; overflow-wrap: anywhere; }
.printed-label { margin: 10pt 0 2pt; font-size: 9.5pt; color: #4a5565; break-after: avoid; }
.printed-files { margin: 0; padding-inline-start: 14pt; font-size: 9.5pt; }
`
