// The mark of the product: its V in a postmark, and the waves.

export function Logo() {
  return (
    <svg
      className="logo"
      width="48"
      height="28"
      viewBox="0 0 48 28"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="14" cy="14" r="12.6" strokeWidth="2" strokeDasharray="0 3.2987" />
      <circle cx="14" cy="14" r="9.2" strokeWidth="1.6" />
      <path d="M10.2 9.8 14 18l3.8-8.2" strokeWidth="2.2" strokeLinejoin="round" />
      <path
        d="M29 8.2q2.4-2.4 4.8 0t4.8 0 4.8 0M30 14q2.4-2.4 4.8 0t4.8 0 4.8 0M29 19.8q2.4-2.4 4.8 0t4.8 0 4.8 0"
        strokeWidth="1.8"
      />
    </svg>
  )
}
