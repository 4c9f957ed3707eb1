/** The mark of Weft: one thread going over and under two others. */
export function Logo({ className = 'size-6' }: { readonly className?: string }) {
  return (
    <svg className={className} viewBox="0 0 24 24" fill="none" strokeLinecap="round" strokeWidth="2.5" role="img" aria-label="Weft">
      <path d="M8 3v6.2M8 14.2V21M16 3v3.2M16 11.2V21" stroke="currentColor" />
      <path d="M3 8.7h10.2M18.4 8.7H21M3 15.8h2.6M10.6 15.8H21" stroke="var(--color-accent)" />
    </svg>
  );
}
