// Moments as a field for local time (datetime-local) has them.

const HOUR_MS = 3_600_000;

export const next_hour = () => new Date(Math.ceil((Date.now() + 1) / HOUR_MS) * HOUR_MS);

/** @param {Date} moment */
export const local = moment => new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
