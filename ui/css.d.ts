// Style sheets are imported for their effect; the build brings them together.

declare module '*.css'
