/** The person that the browser tests sign in as; exists only in their own data folder. */
export const admin = { email: 'ada@example.com', password: 'correct-horse-battery-staple' };
