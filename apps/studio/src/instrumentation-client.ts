import { config } from 'zod';

// Next runs this before anything else of the page. Zod would try whether it may compile code, and the browser would report
// that as a violation of our Content-Security-Policy, which allows none.
config({ jitless: true });
