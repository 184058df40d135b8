import { loadCertificatesCsv } from "../../../features/certificates/loaders.ts";
import { apiRoute } from "../../../lib/api-route.ts";

export const GET = apiRoute("certificates.csv", ({ ctx }) => loadCertificatesCsv({ ctx }));
