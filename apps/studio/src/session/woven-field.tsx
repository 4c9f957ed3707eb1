const threads = 24;

/** The fabric beside the sign-in form: threads over and under each other, one of them in the accent. */
export function WovenField() {
  return (
    <div aria-hidden className="hidden min-w-0 flex-1 overflow-hidden bg-canvas sm:block">
      <svg aria-hidden className="size-full" viewBox="0 0 960 960" preserveAspectRatio="xMidYMid slice" fill="none">
        {Array.from({ length: threads }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed pattern
          <g key={row}>
            <line x1={20 + row * 40} y1="0" x2={20 + row * 40} y2="960" stroke="var(--color-line)" strokeWidth="14" />
          </g>
        ))}
        {Array.from({ length: threads }, (_, row) => (
          // Hidden behind every second upright thread: behind the others than the row above.
          <line
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed pattern
            key={row}
            x1="0"
            y1={20 + row * 40}
            x2="960"
            y2={20 + row * 40}
            stroke={row === 9 ? 'var(--color-accent)' : 'var(--color-dots)'}
            strokeWidth="14"
            strokeDasharray="62 18"
            strokeDashoffset={row % 2 === 0 ? 51 : 11}
          />
        ))}
      </svg>
    </div>
  );
}
