import { defineConfig } from "prisma/config";

// The schema mirrors supabase/migrations for the client alone; Prisma never migrates here.
export default defineConfig({ schema: "prisma/schema.prisma" });
