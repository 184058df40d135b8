import { expect, it } from "vitest";
import { type AuthClient, password, unknownId, withAuthContract } from "./auth-contract.ts";
import {
  type Answer,
  fine,
  listMethods,
  listOutcomes,
  type MethodTable,
  off,
  type OffMethod,
} from "./client-methods.ts";
import { inventAddress } from "./running-instance.ts";

/* As auth-methods, for the objects inside the client: second steps, administration, and what is off. */
const { visitor, admin, signIn, enrol, secure } = withAuthContract();
const signedOut = (ask: (auth: AuthClient) => Answer) => () => ask(visitor());

const factors: MethodTable = {
  enroll: {
    works: async () => ({ error: (await enrol((await signIn()).auth)).code === "" }),
    fails: async () =>
      (await signIn()).auth.mfa.enroll({ factorType: "phone", phone: "+15550100" }),
  },
  challenge: {
    works: async () => {
      const { auth } = await signIn();
      return auth.mfa.challenge({ factorId: (await enrol(auth)).factorId });
    },
    fails: async () => (await signIn()).auth.mfa.challenge({ factorId: unknownId }),
  },
  verify: {
    works: async () => {
      const { auth } = await signIn();
      const factor = await enrol(auth);
      const { data } = await auth.mfa.challenge(factor);
      return auth.mfa.verify({ ...factor, challengeId: data?.id ?? "" });
    },
    fails: async () => {
      const { auth } = await signIn();
      const { factorId, code } = await enrol(auth);
      return auth.mfa.verify({ factorId, code, challengeId: unknownId });
    },
  },
  challengeAndVerify: {
    works: () => secure().then(() => fine),
    fails: async () => {
      const { auth } = await signIn();
      const { factorId } = await enrol(auth);
      return auth.mfa.challengeAndVerify({ factorId, code: "wrong!" });
    },
  },
  unenroll: {
    works: async () => {
      const { auth, factorId } = await secure();
      return auth.mfa.unenroll({ factorId });
    },
    fails: async () => (await signIn()).auth.mfa.unenroll({ factorId: unknownId }),
  },
  listFactors: {
    works: async () => {
      const { data, error } = await (await secure()).auth.mfa.listFactors();
      expect(data?.totp).toHaveLength(1);
      return { error };
    },
    fails: signedOut((auth) => auth.mfa.listFactors()),
  },
  getAuthenticatorAssuranceLevel: {
    works: async () => {
      const { data, error } = await (await secure()).auth.mfa.getAuthenticatorAssuranceLevel();
      expect(data).toMatchObject({ currentLevel: "aal2", nextLevel: "aal2" });
      return { error };
    },
    fails: () => visitor().mfa.getAuthenticatorAssuranceLevel("a.b.c"),
  },
};

const recoveryCodes: MethodTable = {
  generate: {
    works: async () => (await secure()).auth.mfa.recoveryCodes.generate(),
    fails: async () => (await signIn()).auth.mfa.recoveryCodes.generate(),
  },
  getStatus: {
    works: async () => {
      const { auth } = await secure();
      await auth.mfa.recoveryCodes.generate();
      return auth.mfa.recoveryCodes.getStatus();
    },
    fails: async () => (await signIn()).auth.mfa.recoveryCodes.getStatus(),
  },
  verify: {
    works: async () => {
      const { auth } = await secure();
      const { data } = await auth.mfa.recoveryCodes.generate();
      return auth.mfa.recoveryCodes.verify({ code: data?.codes[0] ?? "" });
    },
    fails: async () => (await signIn()).auth.mfa.recoveryCodes.verify({ code: "none" }),
  },
  regenerate: {
    works: async () => {
      const { auth } = await secure();
      await auth.mfa.recoveryCodes.generate();
      return auth.mfa.recoveryCodes.regenerate();
    },
    fails: async () => (await secure()).auth.mfa.recoveryCodes.regenerate(),
  },
  unenroll: {
    works: async () => {
      const { auth } = await secure();
      await auth.mfa.recoveryCodes.generate();
      return auth.mfa.recoveryCodes.unenroll();
    },
    fails: async () => (await secure()).auth.mfa.recoveryCodes.unenroll(),
  },
};

const administration: MethodTable = {
  signOut: {
    works: async () => {
      const { data } = await (await signIn()).auth.getSession();
      return admin().signOut(data.session?.access_token ?? "");
    },
    fails: () => admin().signOut("a.b.c"),
  },
  inviteUserByEmail: {
    works: () => admin().inviteUserByEmail(inventAddress()),
    fails: async () => admin().inviteUserByEmail((await signIn()).email),
  },
  generateLink: {
    works: () => admin().generateLink({ type: "magiclink", email: inventAddress() }),
    fails: () => admin().generateLink({ type: "recovery", email: inventAddress() }),
  },
  createUser: {
    works: () => admin().createUser({ email: inventAddress(), password }),
    fails: async () => admin().createUser({ email: (await signIn()).email, password }),
  },
  listUsers: {
    works: () => admin().listUsers(),
    fails: () => visitor().admin.listUsers(),
  },
  getUserById: {
    works: async () => admin().getUserById((await signIn()).userId),
    fails: () => admin().getUserById(unknownId),
  },
  updateUserById: {
    works: async () => admin().updateUserById((await signIn()).userId, { ban_duration: "1h" }),
    fails: () => admin().updateUserById(unknownId, { ban_duration: "1h" }),
  },
  deleteUser: {
    works: async () => admin().deleteUser((await signIn()).userId),
    fails: () => admin().deleteUser(unknownId),
  },
};

const othersFactors: MethodTable = {
  listFactors: {
    works: async () => admin().mfa.listFactors({ userId: (await secure()).userId }),
    fails: () => admin().mfa.listFactors({ userId: unknownId }),
  },
  deleteFactor: {
    works: async () => {
      const { userId, factorId } = await secure();
      return admin().mfa.deleteFactor({ userId, id: factorId });
    },
    fails: async () => admin().mfa.deleteFactor({ userId: (await signIn()).userId, id: unknownId }),
  },
};

/** What hosted projects may switch on, and this service has off: every method says so in upstream's words. */
async function askWhatIsOff(): Promise<Record<string, Record<string, OffMethod>>> {
  const { auth } = await signIn();
  const { oauth, customProviders, passkey } = admin();
  const offAll = <Target extends object>(
    target: Target,
    code: string,
    parameters: Partial<Record<keyof Target, unknown[]>> = {},
  ) =>
    Object.fromEntries(
      listMethods(target).map((name) => {
        const method: unknown = Reflect.get(target, name);
        const given = parameters[name as keyof Target] ?? [unknownId, {}];
        const ask = async () =>
          (await Reflect.apply(method as () => Answer, target, given)) as Awaited<Answer>;
        return [name, off(code, ask)];
      }),
    );
  const credential = { challengeId: unknownId, credential: {} };
  return {
    "auth.oauth": offAll(auth.oauth, "feature_disabled", {
      revokeGrant: [{ clientId: unknownId }],
    }),
    "auth.passkey": offAll(auth.passkey, "passkey_disabled", {
      verifyRegistration: [credential],
      verifyAuthentication: [credential],
      startAuthentication: [],
      update: [{ passkeyId: unknownId, friendlyName: "Key" }],
      delete: [{ passkeyId: unknownId }],
    }),
    "auth.admin.oauth": offAll(oauth, "feature_disabled"),
    "auth.admin.customProviders": offAll(customProviders, "feature_disabled"),
    "auth.admin.passkey": offAll(passkey, "passkey_disabled", {
      listPasskeys: [{ userId: unknownId }],
      deletePasskey: [{ userId: unknownId, passkeyId: unknownId }],
    }),
  };
}

it.each(listOutcomes(factors))("auth.mfa: %s", async (_, ask, wanted) => {
  expect(await ask()).toBe(wanted);
});
it.each(listOutcomes(recoveryCodes))("auth.mfa.recoveryCodes: %s", async (_, ask, wanted) => {
  expect(await ask()).toBe(wanted);
});
it.each(listOutcomes(administration))("auth.admin: %s", async (_, ask, wanted) => {
  expect(await ask()).toBe(wanted);
});
it.each(listOutcomes(othersFactors))("auth.admin.mfa: %s", async (_, ask, wanted) => {
  expect(await ask()).toBe(wanted);
});

it("every method of what is off says so", async () => {
  const answers: Record<string, unknown> = {};
  const wanted: Record<string, unknown> = {};
  for (const [place, table] of Object.entries(await askWhatIsOff())) {
    for (const [name, { off: ask, code }] of Object.entries(table)) {
      const { error } = await ask();
      answers[`${place}.${name}`] =
        error instanceof Error && "code" in error ? error.code : String(error);
      wanted[`${place}.${name}`] = code;
    }
  }
  expect(answers).toEqual(wanted);
  expect(Object.keys(answers).length).toBeGreaterThan(20);
});

it("leaves out no public method of the client", () => {
  const auth = visitor();
  const places = [
    [auth.mfa, factors],
    [auth.mfa.recoveryCodes, recoveryCodes],
    [auth.admin, administration],
    [auth.admin.mfa, othersFactors],
  ] as const;
  for (const [object, table] of places) {
    const all = listMethods(object).filter((name) => name !== "fetch");
    expect(all).toEqual(Object.keys(table).toSorted());
  }
});
