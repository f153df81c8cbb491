// The one style sheet of the server's own pages. Colours are those of the interfaces; each pair is 4.5:1 or more.

import { html } from '#core/html.ts'

export const pageStyle = html`
:root{color-scheme:light dark;--bg:#fbfaf7;--surface:#fff;--ink:#1b2430;--ink-2:#4a5565;--accent:#0f6b5e;--on-accent:#fff;--border:#d9dce1;--edge:#868e9b;--focus:#1d5fbf;--soft:#e3f1ee}
@media (prefers-color-scheme:dark){:root{--bg:#12171d;--surface:#1a2129;--ink:#eceff3;--ink-2:#b4bdc9;--accent:#5cc5b2;--on-accent:#06231e;--border:#2c3641;--edge:#6b7785;--focus:#8ab8ff;--soft:#12332e}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.5 "Atkinson Hyperlegible Next",system-ui,-apple-system,"Segoe UI",sans-serif}
header{background:#1b2430;color:#fff;padding:12px 24px;font-weight:600}
@media (prefers-color-scheme:dark){header{background:#0d1116;border-bottom:1px solid var(--border)}}
main{max-width:44rem;margin:0 auto;padding:24px 16px 48px}
main.wide{max-width:72rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 16px}
h2{font-size:1.375rem;line-height:1.25;margin:40px 0 12px}
h3{font-size:1rem;line-height:1.5;margin:0 0 8px}
p{margin:0 0 12px}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
dl{margin:0 0 24px;background:var(--surface);border:1px solid var(--border);border-radius:10px;padding:16px}
dl div{display:grid;grid-template-columns:minmax(7rem,auto) 1fr;gap:4px 16px;padding:4px 0}
dt{color:var(--ink-2)}
dd{margin:0;overflow-wrap:anywhere}
button{font:inherit;font-weight:600;min-height:44px;padding:9px 20px;border-radius:6px;border:1px solid var(--accent);background:var(--accent);color:var(--on-accent);cursor:pointer}
.plain{background:none;border-color:var(--edge);color:var(--ink)}
section.route{background:var(--surface);border:1px solid var(--border);border-radius:10px;padding:16px;margin:0 0 16px;scroll-margin-top:8px}
code{font:.875rem/1.5 ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.method{display:inline-block;min-width:4.2rem;font-weight:700}
table{border-collapse:collapse;width:100%;font-size:.875rem;margin:0 0 12px}
caption{text-align:left;font-weight:600;padding:8px 0 4px}
th,td{text-align:left;vertical-align:top;padding:6px 12px 6px 0;border-top:1px solid var(--border)}
thead th{color:var(--ink-2);font-weight:600}
.scroll{overflow-x:auto}
nav ul{list-style:none;margin:0;padding:0;columns:18rem;column-gap:24px}
nav li{padding:2px 0;break-inside:avoid}
.note{color:var(--ink-2);font-size:.875rem}
`
