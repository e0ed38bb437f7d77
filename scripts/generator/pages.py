def page_files(schemas, examples):
    return {}
