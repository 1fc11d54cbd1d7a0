"""The rules over the parts of a document, whether or not a package can be made of it."""

from __future__ import annotations

from naftiko_gen.checks.check import DocumentCheck
from naftiko_gen.checks.imports import (
    DirectFallback,
    DuplicateImport,
    ImportOfItself,
    NamelessAggregate,
    PublicTunnel,
    SharedImport,
    UnboundIdentity,
)
from naftiko_gen.checks.repeated_parts import (
    BindNamespace,
    DuplicateFunction,
    DuplicateMcpResource,
    DuplicateResource,
    DuplicateRestOperation,
    DuplicateSkill,
    DuplicateVariable,
)
from naftiko_gen.checks.ruleset import (
    ActiveText,
    ScriptWithoutPlace,
    SemanticsConflict,
    SeveralModes,
    StdioAuthentication,
    UndescribedApi,
    UndescribedResource,
)
from naftiko_gen.checks.secrets import IssuedSecret, OpaqueCredential, UrlPassword
from naftiko_gen.checks.serving import (
    ControlClash,
    OpenControl,
    PlaceholderHost,
    PrivilegedPort,
    RepeatedBase,
    TrailingSlashBase,
    TrailingSlashRoute,
    UnjoinablePath,
)
from naftiko_gen.checks.transport import (
    CredentialInQuery,
    CredentialsInClear,
    InsecureAuthorizationServer,
    OauthWithoutScopes,
)

DOCUMENT_RULES: tuple[type[DocumentCheck], ...] = (
    DuplicateVariable,
    BindNamespace,
    DuplicateResource,
    DuplicateRestOperation,
    DuplicateFunction,
    DuplicateSkill,
    DuplicateMcpResource,
    IssuedSecret,
    OpaqueCredential,
    UrlPassword,
    CredentialsInClear,
    CredentialInQuery,
    InsecureAuthorizationServer,
    OauthWithoutScopes,
    PrivilegedPort,
    ControlClash,
    OpenControl,
    TrailingSlashRoute,
    TrailingSlashBase,
    UnjoinablePath,
    RepeatedBase,
    PlaceholderHost,
    UndescribedApi,
    UndescribedResource,
    StdioAuthentication,
    ScriptWithoutPlace,
    SemanticsConflict,
    SeveralModes,
    ActiveText,
    ImportOfItself,
    DuplicateImport,
    SharedImport,
    NamelessAggregate,
    UnboundIdentity,
    DirectFallback,
    PublicTunnel,
)
