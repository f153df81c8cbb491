// How the page of a link looks: the colours of `ui/`, in a page that loads nothing.

export const linkStyle = `
:root{--bg:#fbfaf7;--surface:#fff;--ink:#1b2430;--ink-2:#4a5565;--accent:#0f6b5f;--accent-hover:#0b574d;--on-accent:#fff;--border:#dcd8cf;--border-strong:#7d8794;--danger:#a3231b;--focus:#1d4ed8}
@media(prefers-color-scheme:dark){:root{--bg:#12171d;--surface:#1a2129;--ink:#eceff3;--ink-2:#b4bdc9;--accent:#5cc5b2;--accent-hover:#7ad6c5;--on-accent:#06231e;--border:#2c3641;--border-strong:#6b7785;--danger:#ff8a7a;--focus:#8ab8ff}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:flex;flex-direction:column;align-items:center;justify-content:center;gap:16px;padding:24px 16px;background:var(--bg);color:var(--ink);font:400 1rem/1.5 "Atkinson Hyperlegible Next",system-ui,sans-serif}
main{width:100%;max-width:520px;padding:32px;background:var(--surface);border:1px solid var(--border);border-radius:10px}
h1{margin:0 0 16px;font-size:1.375rem;line-height:1.25;font-weight:600}
p{margin:0 0 16px;overflow-wrap:anywhere}
strong{font-weight:600}
dl{margin:0 0 24px;border-top:1px solid var(--border)}
dl div{display:flex;gap:16px;padding:8px 0;border-bottom:1px solid var(--border)}
dt{flex:0 0 11rem;color:var(--ink-2)}
dd{margin:0;min-width:0;overflow-wrap:anywhere}
.name{font-weight:600}
.quiet{color:var(--ink-2);font-size:.875rem}
main>:last-child{margin-bottom:0}
form{margin:0 0 24px}
.field{margin:0 0 16px}
label{font-weight:600}
.field p{margin:4px 0 8px}
.wrong{color:var(--danger);font-weight:600}
input{width:100%;min-height:44px;padding:8px 12px;font:inherit;color:inherit;background:var(--surface);border:1px solid var(--border-strong);border-radius:6px}
input[aria-invalid]{border-color:var(--danger)}
button{width:100%;min-height:44px;padding:8px 16px;font:inherit;font-weight:600;color:var(--on-accent);background:var(--accent);border:1px solid transparent;border-radius:6px;cursor:pointer}
button:hover{background:var(--accent-hover)}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;box-shadow:0 0 0 2px var(--surface)}
footer p{margin:0;color:var(--ink-2);font-size:.875rem;text-align:center}
@media(max-width:420px){main{padding:24px 16px}dl div{flex-direction:column;gap:0}dt{flex:none}}
`
