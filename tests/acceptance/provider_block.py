"""Provider blocks for the lab's clusters and its S3 store."""


def provider_block(lab, name="primary", *, alias=None, cluster=True, s3=True, user=None, keys=None, endpoint=None, more=""):
    """The block for cluster `name`. `user` is whose S3 keys it has (the cluster's own by default); `keys` an (access, secret) pair instead;
    `endpoint` another address of the store; `s3=False` leaves the block s3 out, `cluster=False` the endpoints; `more` is further text for it."""
    lines = [f'  alias = "{alias}"'] if alias else []
    if cluster:
        lines.append(f'  endpoints = ["{lab.cluster(name).url}"]')
    if s3:
        lines.append(s3_block(lab, user or ("dr" if name == "dr" else "primary"), keys, endpoint))
    lines.extend([more] if more else [])
    return 'provider "esdr" {\n' + "\n".join(lines) + "\n}\n"


def s3_block(lab, user, keys, endpoint):
    own = lab.description["s3"]["users"][user]
    access_key, secret_key = keys or (own["access_key"], own["secret_key"])
    return (
        "  s3 {\n"
        f'    endpoint   = "{endpoint or lab.endpoint}"\n    region     = "{own["region"]}"\n    path_style = true\n'
        f'    access_key = "{access_key}"\n    secret_key = "{secret_key}"\n'
        "  }"
    )
