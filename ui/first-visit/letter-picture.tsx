// Where on the letter the code stands.

export function LetterPicture() {
  return (
    <svg viewBox="0 0 104 124" width="104" height="124" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="102" height="122" rx="2" fill="var(--surface)" stroke="var(--border-strong)" />
      <g fill="none" stroke="var(--stamp)">
        <circle cx="18" cy="18" r="8.5" strokeWidth="1.6" strokeLinecap="round" strokeDasharray="0 2.67" />
        <circle cx="18" cy="18" r="6" />
      </g>
      <path
        d="M32 14h34M32 21h26M12 40h52M12 48h40"
        stroke="var(--border-strong)"
        strokeWidth="2"
        opacity=".65"
      />
      <rect
        x="12"
        y="58"
        width="62"
        height="18"
        rx="3"
        fill="var(--warn-soft)"
        stroke="var(--warn)"
        strokeWidth="1.5"
      />
      <path d="M18 67h8M31 67h8M44 67h8M57 67h10" stroke="var(--warn-ink)" strokeWidth="3" />
      <path d="M12 88h78M12 96h72M12 104h44" stroke="var(--border-strong)" strokeWidth="2" opacity=".65" />
    </svg>
  )
}
